/** Tests of what people make at run time, in both kinds of databases. */
@NullMarked
package dev.signalbox.analytics.control;

import org.jspecify.annotations.NullMarked;
