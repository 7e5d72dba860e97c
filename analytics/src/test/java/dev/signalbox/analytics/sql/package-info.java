/** Tests of the package of the same name. */
@NullMarked
package dev.signalbox.analytics.sql;

import org.jspecify.annotations.NullMarked;
