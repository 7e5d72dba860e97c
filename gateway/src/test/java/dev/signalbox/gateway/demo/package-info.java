/** Tests of the sample traffic. */
@NullMarked
package dev.signalbox.gateway.demo;

import org.jspecify.annotations.NullMarked;
