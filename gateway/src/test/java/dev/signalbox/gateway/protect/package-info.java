@NullMarked
package dev.signalbox.gateway.protect;

import org.jspecify.annotations.NullMarked;
