@NullMarked
package dev.signalbox.gateway.portal;

import org.jspecify.annotations.NullMarked;
