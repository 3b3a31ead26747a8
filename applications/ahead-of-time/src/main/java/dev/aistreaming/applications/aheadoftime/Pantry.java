package dev.aistreaming.applications.aheadoftime;

import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The annotation also registers hints for the method, its parameters and its result. */
@Component
class Pantry {

    enum Shelf {
        COLD,
        DRY
    }

    record Wish(String food, @Nullable Shelf shelf) {}

    record Stock(String food, int grams) {}

    @AiTool("Tells how much there is of some foods")
    public List<Stock> stock(@AiToolParam("One of each food") List<Wish> wishes) {
        return wishes.stream().map(wish -> new Stock(wish.food(), 500)).toList();
    }
}
