package dev.aistreaming.applications.aheadoftime;

import java.util.List;
import org.jspecify.annotations.Nullable;

record Recipe(String title, @Nullable Integer minutes, List<Ingredient> ingredients) {

    record Ingredient(String food, int grams) {}
}
