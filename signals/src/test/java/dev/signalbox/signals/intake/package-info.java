/** Tests of how signals come in. */
@NullMarked
package dev.signalbox.signals.intake;

import org.jspecify.annotations.NullMarked;
