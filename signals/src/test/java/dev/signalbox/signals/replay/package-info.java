@NullMarked
package dev.signalbox.signals.replay;

import org.jspecify.annotations.NullMarked;
