@NullMarked
package dev.signalbox.gateway.execution;

import org.jspecify.annotations.NullMarked;
