-- As the superuser, once: psql -f deploy/postgresql.sql
-- The owner migrates (set-up, upgrades); the server's own role works, and can neither change nor remove audit lines.
CREATE ROLE namro_owner LOGIN;
CREATE ROLE namro LOGIN;
CREATE DATABASE namro OWNER namro_owner ENCODING 'UTF8' TEMPLATE template0;
