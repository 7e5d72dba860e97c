/**
 * Makes our configuration file of that of another gateway, and tells of each of its keys what
 * became of it. Reads text and gives text: no files, no network. May use {@code config}.
 */
@NullMarked
package dev.signalbox.gateway.migrate;

import org.jspecify.annotations.NullMarked;
