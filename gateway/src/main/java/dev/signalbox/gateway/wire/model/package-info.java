/**
 * The canonical request, reply and reply events: closed over the union of the API formats, so that
 * a format only ever translates to and from this package.
 */
@NullMarked
package dev.signalbox.gateway.wire.model;

import org.jspecify.annotations.NullMarked;
