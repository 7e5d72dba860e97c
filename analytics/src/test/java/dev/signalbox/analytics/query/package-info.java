@NullMarked
package dev.signalbox.analytics.query;

import org.jspecify.annotations.NullMarked;
