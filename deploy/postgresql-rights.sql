-- As namro_owner in the database namro, after set-up and after every upgrade.
GRANT USAGE ON SCHEMA public TO namro;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO namro;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO namro;
-- What changes by design: accounts, sessions, the database's own counters, and the codes of a version that is being made.
GRANT UPDATE ON accounts, account_grants, sessions, one_time_links, identity, publications, recovery_codes, passkeys TO namro;
GRANT DELETE ON sign_in_tries, recovery_codes, passkeys, answered_challenges TO namro;
