/**
 * What signals come to for each model, task and source, and when that is bad enough to say so.
 * Pure; may use {@code intake} and {@code learning}.
 */
@NullMarked
package dev.signalbox.signals.alert;

import org.jspecify.annotations.NullMarked;
