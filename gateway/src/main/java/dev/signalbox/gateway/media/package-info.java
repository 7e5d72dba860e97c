/**
 * Fetches the files that clients give by address, for providers that take no addresses, without
 * letting anybody reach an inner network through us. Knows HTTP, and of the wire formats only what
 * a medium is.
 */
@NullMarked
package dev.signalbox.gateway.media;

import org.jspecify.annotations.NullMarked;
