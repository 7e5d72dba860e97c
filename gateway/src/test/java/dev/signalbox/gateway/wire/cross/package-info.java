/**
 * Any client format against any provider format: recorded answers and requests carried across and
 * read with the official SDKs, and properties over random ones.
 */
@NullMarked
package dev.signalbox.gateway.wire.cross;

import org.jspecify.annotations.NullMarked;
