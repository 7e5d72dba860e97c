/**
 * What a configuration file may hold and how it is read: the tree of values with their lines, the
 * declared keys with type, default and bounds, and everything that follows from the declaration:
 * unknown keys with near matches, environment overrides, and messages. Knows no key of Signalbox;
 * those are declared in {@code config}.
 */
@NullMarked
package dev.signalbox.gateway.config.schema;

import org.jspecify.annotations.NullMarked;
