/**
 * Who calls: from the credential of a request to a {@link dev.signalbox.gateway.access.Caller},
 * which every later step takes as a type. Uses nothing but HTTP headers.
 */
@NullMarked
package dev.signalbox.gateway.access;

import org.jspecify.annotations.NullMarked;
