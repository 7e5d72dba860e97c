/** Tests of the scanner for credentials and personal data; all values are drawn at random. */
@NullMarked
package dev.signalbox.gateway.guard.scan;

import org.jspecify.annotations.NullMarked;
