@NullMarked
package dev.signalbox.gateway.profile;

import org.jspecify.annotations.NullMarked;
