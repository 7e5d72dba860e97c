/** Tests of the stored centres, on both kinds of database. */
@NullMarked
package dev.signalbox.analytics.prompt;

import org.jspecify.annotations.NullMarked;
