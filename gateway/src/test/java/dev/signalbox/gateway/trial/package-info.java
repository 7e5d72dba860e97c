@NullMarked
package dev.signalbox.gateway.trial;

import org.jspecify.annotations.NullMarked;
