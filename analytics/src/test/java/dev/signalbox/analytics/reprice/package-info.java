/** Tests of repricing. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.analytics.reprice;
