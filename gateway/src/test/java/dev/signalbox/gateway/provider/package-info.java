@NullMarked
package dev.signalbox.gateway.provider;

import org.jspecify.annotations.NullMarked;
