/** Tests of what signals come to. */
@NullMarked
package dev.signalbox.signals.alert;

import org.jspecify.annotations.NullMarked;
