/**
 * The configuration: one immutable record per section, the declaration of every key, and the loader
 * that makes the records from a TOML file and the environment, or says everything that is wrong
 * with them. Reading in general is in {@code schema}. Profiles, rules and assertions are made as
 * the engine takes them. Depends on nothing of the gateway but the names of the wire formats.
 */
@NullMarked
package dev.signalbox.gateway.config;

import org.jspecify.annotations.NullMarked;
