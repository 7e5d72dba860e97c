/**
 * The control paths of quality signals: taking them, what is kept of them, what they come to, and
 * what is bad enough to say so.
 */
@NullMarked
package dev.signalbox.gateway.admin.signals;

import org.jspecify.annotations.NullMarked;
