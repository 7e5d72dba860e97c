/**
 * The gateway protects itself: how late its event loops are, how much memory and how many files are
 * in use, how many requests are under way, and what of that makes it refuse requests or take no
 * further connections; and what it depends on beside providers, which is left alone while it does
 * not answer. Knows no configuration file and no path; clocks and what the system says are passed
 * in, and whoever serves asks it.
 */
@NullMarked
package dev.signalbox.gateway.protect;

import org.jspecify.annotations.NullMarked;
