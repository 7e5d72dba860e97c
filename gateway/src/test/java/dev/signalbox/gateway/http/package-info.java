@NullMarked
package dev.signalbox.gateway.http;

import org.jspecify.annotations.NullMarked;
