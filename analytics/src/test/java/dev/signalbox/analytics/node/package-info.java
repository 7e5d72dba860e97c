/** Tests of nodes that share a database. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.analytics.node;
