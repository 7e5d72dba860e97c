/**
 * The databases: opened, brought to the schema of this program, written by one thread. A new table
 * begins with a migration script in {@code resources/db}.
 */
@NullMarked
package dev.signalbox.analytics.store;

import org.jspecify.annotations.NullMarked;
