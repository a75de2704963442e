"""Conversation with a provider of identities (OpenID Connect); nothing of it is stored."""
