/**
 * Answers of the Responses API in the database, where all nodes find them. May use the vault, the
 * store, and what the doors ask of it.
 */
@NullMarked
package dev.signalbox.gateway.conversation;

import org.jspecify.annotations.NullMarked;
