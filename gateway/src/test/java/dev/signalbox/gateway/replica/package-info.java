/** Tests of what a process does about the others. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.gateway.replica;
