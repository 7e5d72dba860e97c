/** What connections have in common, to clients and to providers. Knows no requests. */
@NullMarked
package dev.signalbox.gateway.net;

import org.jspecify.annotations.NullMarked;
