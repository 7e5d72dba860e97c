/**
 * Lists of models: the shapes in which each protocol shows them to clients, page by page, and the
 * reading of those that providers give.
 */
@NullMarked
package dev.signalbox.gateway.wire.listing;

import org.jspecify.annotations.NullMarked;
