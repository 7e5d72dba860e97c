@NullMarked
package dev.signalbox.gateway.admin.frame;

import org.jspecify.annotations.NullMarked;
