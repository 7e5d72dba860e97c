@NullMarked
package dev.signalbox.analytics.failures;

import org.jspecify.annotations.NullMarked;
