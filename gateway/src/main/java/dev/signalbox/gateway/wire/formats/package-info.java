/** The list of all API formats; a new one is one line here. */
@NullMarked
package dev.signalbox.gateway.wire.formats;

import org.jspecify.annotations.NullMarked;
