@NullMarked
package dev.signalbox.analytics.access;

import org.jspecify.annotations.NullMarked;
