@NullMarked
package dev.signalbox.gateway.plan;

import org.jspecify.annotations.NullMarked;
