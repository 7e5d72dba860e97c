@NullMarked
package dev.signalbox.signals.learning;

import org.jspecify.annotations.NullMarked;
