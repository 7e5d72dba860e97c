/** Tests of the package of the same name. */
@NullMarked
package dev.signalbox.analytics.ask;

import org.jspecify.annotations.NullMarked;
