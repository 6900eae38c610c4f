-- Asks questions that nobody asked before, from a number on: documents in ever new ways, lists, filters, a search now and
-- then.

local at, articles

function init(args)
  at, articles = tonumber(args[1]), tonumber(args[2])
end

local sorts = {
  function(n) return string.format("/articles/article-%d-of-the-bench?fallback=de-%08d", n % articles, n) end,
  function(n) return string.format("/articles?limit=2&filter%%5Brevision%%5D%%5Blt%%5D=%d&sort=title", n) end,
  function(n) return string.format("/faqs?limit=2&fallback=de-%08d", n) end,
  function(n) return string.format("/articles?limit=2&page=%d&fallback=de-%08d", n % (articles / 2) + 1, n) end,
  function(n) return string.format("/resolve?path=/articles/article-%d-of-the-bench&fallback=de-%08d", n % articles, n) end,
}

function request()
  at = at + 1
  local path = at % 50 == 0 and string.format("/search?q=stride+%d", at) or sorts[at % #sorts + 1](at)
  return wrk.format("GET", "/api/v1" .. path)
end
