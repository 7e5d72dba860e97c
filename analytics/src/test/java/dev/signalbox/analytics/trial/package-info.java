@NullMarked
package dev.signalbox.analytics.trial;

import org.jspecify.annotations.NullMarked;
