-- Walks the requests of a file in turn. A line is a path, then names and values of headers, all separated by tabs.
-- The requests are made beforehand, so that making them costs nothing while it is measured.

local requests = {}
local at = 0

function init(args)
  for line in io.lines(args[1]) do
    local parts = {}
    for part in (line .. "\t"):gmatch("(.-)\t") do
      parts[#parts + 1] = part
    end
    local headers = {}
    for i = 2, #parts - 1, 2 do
      headers[parts[i]] = parts[i + 1]
    end
    requests[#requests + 1] = wrk.format("GET", parts[1], headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
