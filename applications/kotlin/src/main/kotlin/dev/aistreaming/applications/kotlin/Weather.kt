package dev.aistreaming.applications.kotlin

import dev.aistreaming.spring.AiTool
import dev.aistreaming.spring.AiToolParam
import org.springframework.stereotype.Component
import java.time.LocalDate

data class Forecast(val city: String, val day: LocalDate, val degrees: Int, val unit: String)

@Component
class Weather {

    @AiTool("Tells the weather of a city")
    fun weather(
        @AiToolParam("Such as Bern or Rome") city: String,
        @AiToolParam("Today, if it is left out") day: LocalDate?,
        unit: String = "Celsius",
        ahead: Long = 1,
    ): Forecast = Forecast(city, (day ?: LocalDate.of(2026, 1, 31)).plusDays(ahead), 3, unit)
}
