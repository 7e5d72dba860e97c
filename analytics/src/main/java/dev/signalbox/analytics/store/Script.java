package dev.signalbox.analytics.store;

/**
 * A migration script.
 *
 * @param name of its file, such as {@code V2__regions.sql}
 * @param least number of the script that a program must know to go on with a database that this one
 *     was applied to: its own when it takes away or changes what earlier programs use, else lower
 */
record Script(String name, int least) {}
