/**
 * The Anthropic Messages API, both sides: its requests and answers as clients speak it, its
 * requests and answers as providers speak it, and its token counting. Source of the rules: <a
 * href="https://platform.claude.com/docs/en/api/messages">Messages API</a>, read 2026-11.
 */
@NullMarked
package dev.signalbox.gateway.wire.anthropic;

import org.jspecify.annotations.NullMarked;
