@NullMarked
package dev.signalbox.gateway.net;

import org.jspecify.annotations.NullMarked;
