@NullMarked
package dev.signalbox.signals.prompt;

import org.jspecify.annotations.NullMarked;
