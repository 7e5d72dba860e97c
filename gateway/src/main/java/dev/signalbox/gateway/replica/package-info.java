/**
 * What a process that shares its database does about the others: takes over what they change, says
 * whether it is ready, and tells who there is. Uses {@code analytics.node}; knows nothing of
 * requests.
 */
@NullMarked
package dev.signalbox.gateway.replica;

import org.jspecify.annotations.NullMarked;
